namespace Goodgate.Cli.Commands;

/// <summary>
/// The scripts of <c>goodgate completion</c>. Each asks the program itself (<c>goodgate "[suggest:POSITION]" "LINE"</c>), so none of them knows an option.
/// Where the program has nothing to suggest, files are completed.
/// </summary>
internal static class CompletionScripts
{
    // Typed by nobody: /? and /h are the spelling of another system, -? a second name of --help.
    private const string Bash =
        """
        # goodgate completion for bash: source <(goodgate completion bash)
        _goodgate() {
            local word=${COMP_WORDS[COMP_CWORD]} line="goodgate${COMP_LINE:${#COMP_WORDS[0]}}" IFS=$'\n'
            local at=$(( COMP_POINT - ${#COMP_WORDS[0]} + 8 ))
            COMPREPLY=( $(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$at]" "$line" 2>/dev/null | grep -v '^/\|^-?$')" -- "$word") )
        }
        complete -o default -F _goodgate goodgate

        """;

    private const string Zsh =
        """
        #compdef goodgate
        # goodgate completion for zsh: source <(goodgate completion zsh)
        _goodgate() {
            local line="goodgate ${(j: :)words[2,CURRENT-1]}"
            [[ $CURRENT -gt 2 ]] && line+=" "
            line+=$PREFIX
            local -a found
            found=(${(f)"$(${~words[1]} "[suggest:${#line}]" "$line" 2>/dev/null)"})
            found=(${found:#/*})
            found=(${found:#-\?})
            if (( $#found )); then
                compadd -a found
            else
                _files
            fi
        }
        if [[ $funcstack[1] == _goodgate ]]; then
            _goodgate "$@"
        else
            compdef _goodgate goodgate
        fi

        """;

    private const string Fish =
        """
        # goodgate completion for fish: goodgate completion fish | source
        function __goodgate_complete
            set -l words (commandline -opc)
            set -l line (string join ' ' -- goodgate $words[2..] (commandline -ct))
            $words[1] "[suggest:"(string length -- $line)"]" $line 2>/dev/null | string match -rv '^(/.*|-\?)$'
        end
        complete -c goodgate -a '(__goodgate_complete)'

        """;

    /// <summary>Shells there is a script for.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    /// <summary>The script; null when there is none.</summary>
    public static string? Of(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => null,
    };
}
