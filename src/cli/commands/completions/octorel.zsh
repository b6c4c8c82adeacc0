#compdef octorel
# octorel completes in zsh. Written by `octorel completions zsh`.

_octorel() {
    local -a rows values pairs rest options
    local how row value text
    local -i fitting
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
        values+=("$value")
        pairs+=("${value//:/\\:}${text:+:$text}")
    done
    (($#pairs)) || return 1
    options=(-V octorel)
    [[ $how == replace ]] && options+=(-U)
    [[ $pairs[1] == *=* && $pairs[1] != -* ]] && options+=(-S '')
    # Where zsh would let the first ones scroll away, those that fit are shown, and how many there are in all.
    fitting=$((LINES - 3))
    if [[ -z $PREFIX ]] && (($#pairs > LINES - 2 && fitting > 0)) && ! zmodload -e zsh/complist; then
        rest=("${(@)values[fitting+1,-1]}")
        pairs=("${(@)pairs[1,fitting]}")
    fi
    _describe -t octorel octorel pairs "${(@)options}"
    if (($#rest)); then
        compadd -V octorel-rest -n -- "${(@)rest}"
        compadd -x "the first $fitting of $#values; type to narrow them down"
    fi
    # What is meant shares no beginning with what was typed: show it, and keep the word.
    if [[ $how == replace ]] && (($#pairs > 1)); then
        compstate[insert]=''
        compstate[list]='list force'
    fi
}

if [[ $funcstack[1] == _octorel ]]; then
    _octorel "$@"
elif (($+functions[compdef])); then
    compdef _octorel octorel
else
    print -u2 'octorel: zsh completes once it has been told to: put `autoload -U compinit; compinit` above this line'
fi
