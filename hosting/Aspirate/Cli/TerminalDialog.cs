using Spectre.Console;

namespace Aspirate.Cli;

/// <summary>Asks at the terminal. Used only when there is one, so scripts never load the library behind it.</summary>
internal sealed class TerminalDialog : IUserDialog
{
    public string? AskParameter(string name, bool secret)
    {
        var prompt = new TextPrompt<string>($"Value of the parameter [blue]{Markup.Escape(name)}[/]:").AllowEmpty();
        return AnsiConsole.Prompt(secret ? prompt.Secret() : prompt);
    }

    public string? AskPassword(bool exists)
    {
        if (exists)
        {
            return AnsiConsole.Prompt(new TextPrompt<string>("Password of the secrets:").Secret());
        }

        while (true)
        {
            var first = AnsiConsole.Prompt(new TextPrompt<string>("New password for the secrets [grey](empty: none)[/]:").Secret().AllowEmpty());
            if (first.Length == 0)
            {
                return null;
            }

            if (AnsiConsole.Prompt(new TextPrompt<string>("Once more:").Secret().AllowEmpty()) == first)
            {
                return first;
            }

            Tell("These two differ; again.");
        }
    }

    public void Tell(string text) => AnsiConsole.MarkupLine($"[red]{Markup.Escape(text)}[/]");

    public bool Confirm(string question) => AnsiConsole.Confirm(Markup.Escape(question), defaultValue: false);

    public string Choose(string title, IReadOnlyList<string> choices) =>
        AnsiConsole.Prompt(new SelectionPrompt<string>().Title(Markup.Escape(title)).AddChoices(choices).UseConverter(Markup.Escape));

    public string? AskSecret(string title)
    {
        var answer = AnsiConsole.Prompt(new TextPrompt<string>($"{Markup.Escape(title)}:").Secret().AllowEmpty());
        return answer.Length == 0 ? null : answer;
    }

    public string? AskText(string title, string? current)
    {
        var prompt = new TextPrompt<string>($"{Markup.Escape(title)}{(current is null ? "" : $" [grey]({Markup.Escape(current)})[/]")}:").AllowEmpty();
        var answer = AnsiConsole.Prompt(prompt);
        return answer.Length == 0 ? current : answer;
    }
}
