# octorel completes in fish. Written by `octorel completions fish`.

function __octorel_complete
    set -l rows (octorel __complete fish (commandline -pc | string collect) 2>/dev/null)
    if contains -- "$rows[1]" folders files
        set -l typed (commandline -ct)
        # The word without its quotes and backslashes.
        if set -l word (string unescape -- $typed)
            set typed $word
        end
        set -l option (string match -r '^-[^=]*=' -- $typed)
        set -l path (string replace -r '^-[^=]*=' '' -- $typed)
        if test "$rows[1]" = folders
            __fish_complete_directories $path '' | string replace -r '^' -- "$option"
        else
            __fish_complete_path $path '' | string replace -r '^' -- "$option"
        end
    else
        printf '%s\n' $rows[2..-1]
    end
end

complete -c octorel -f -k -a '(__octorel_complete)'
