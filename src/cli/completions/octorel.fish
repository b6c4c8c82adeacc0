# octorel completes in fish. Written by `octorel completions fish`.

function __octorel_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l rows (octorel __complete fish $words[2..-1] "$typed" 2>/dev/null)
    if test "$rows[1]" = folders
        set -l option (string match -r '^-[^=]*=' -- $typed)
        __fish_complete_directories (string replace -r '^-[^=]*=' '' -- $typed) '' | string replace -r '^' -- "$option"
    else
        printf '%s\n' $rows[2..-1]
    end
end

complete -c octorel -f -k -a '(__octorel_complete)'
