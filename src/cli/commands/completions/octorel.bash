# octorel completes in bash. Written by `octorel completions bash`.

# Quotes the spaces of $value unless $word began with a quote. The program offers no character that needs more than that.
_octorel_quote() {
    [[ $word == [\'\"]* ]] || printf -v value %q "$value"
}

_octorel() {
    local tab=$'\t' how='' row value text
    local width=0 columns=${COLUMNS:-80}
    local -a rows=()
    COMPREPLY=()
    while IFS= read -r row; do
        if [[ -z $how ]]; then how=$row; else rows+=("$row"); fi
    done < <(octorel __complete line "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)

    if [[ $how == folders || $how == files ]]; then
        compopt -o filenames 2>/dev/null
        local kind=-d
        [[ $how == files ]] && kind=-f
        while IFS= read -r row; do COMPREPLY+=("$row"); done < <(compgen "$kind" -- "$2")
        return
    fi
    ((${#rows[@]})) || return

    # Of the word being typed, bash replaces what follows the last `=`, `:` or `@`.
    local word=${COMP_LINE:0:COMP_POINT}
    word=${word##*[[:space:]]}
    local kept=${word%"$2"}
    [[ -n $2 && $word == *"$2" ]] || kept=''
    [[ -z $2 && $word == *[=:@] ]] && kept=$word

    # One candidate, or a key that walks through them: the value alone.
    if ((${#rows[@]} == 1)) || [[ $COMP_TYPE == 37 || $COMP_TYPE == 42 ]]; then
        for row in "${rows[@]}"; do
            value=${row%%"$tab"*}
            value=${value#"$kept"}
            _octorel_quote
            COMPREPLY+=("$value")
        done
        [[ ${#rows[@]} == 1 && $value == *= ]] && compopt -o nospace 2>/dev/null
        return
    fi

    # Several: each with its text, one a line. What bash inserts is the beginning that they share. A text that is cut says so,
    # in one character where the locale has it.
    local cut=…
    ((${#cut} == 1)) || cut='~'
    for row in "${rows[@]}"; do
        value=${row%%"$tab"*}
        value=${value#"$kept"}
        _octorel_quote
        ((${#value} > width)) && width=${#value}
    done
    for row in "${rows[@]}"; do
        value=${row%%"$tab"*}
        value=${value#"$kept"}
        _octorel_quote
        text=${row#*"$tab"}
        if [[ -n $text ]]; then
            printf -v value '%-*s  %s' "$width" "$value" "$text"
            ((${#value} > columns - 2)) && value=${value:0:columns-3}$cut
        fi
        COMPREPLY+=("$value")
    done
    [[ -n $text ]] && printf -v 'COMPREPLY[0]' '%-*s' $((columns * 2 / 3)) "${COMPREPLY[0]}"
    # A beginning shared by what is meant is not what was typed: an empty one keeps the word as it is.
    [[ $how == replace ]] && COMPREPLY+=(' ')
}

complete -o nosort -F _octorel octorel 2>/dev/null || complete -F _octorel octorel
