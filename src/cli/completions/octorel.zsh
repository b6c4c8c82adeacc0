#compdef octorel
# octorel completes in zsh. Written by `octorel completions zsh`.

_octorel() {
    local -a rows pairs options
    local how row value text
    rows=("${(@f)$(octorel __complete words "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    how=$rows[1]
    shift rows
    if [[ $how == folders || $how == files ]]; then
        [[ $PREFIX == -*=* ]] && compset -P '*='
        [[ $how == folders ]] && options=(-/)
        _files $options
        return
    fi
    for row in $rows; do
        value=${row%%$'\t'*}
        text=${row#*$'\t'}
        pairs+=("${value//:/\\:}${text:+:$text}")
    done
    (($#pairs)) || return 1
    options=(-V octorel)
    [[ $how == meant ]] && options+=(-U)
    [[ $pairs[1] == *=* && $pairs[1] != -* ]] && options+=(-S '')
    _describe -t octorel octorel pairs $options
    # What is meant shares no beginning with what was typed: show it, and keep the word.
    if [[ $how == meant ]] && (($#pairs > 1)); then
        compstate[insert]=''
        compstate[list]='list force'
    fi
}

if [[ $funcstack[1] == _octorel ]]; then
    _octorel "$@"
else
    compdef _octorel octorel
fi
