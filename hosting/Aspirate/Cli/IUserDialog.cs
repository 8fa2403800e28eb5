namespace Aspirate.Cli;

/// <summary>Questions to whoever sits at the terminal.</summary>
internal interface IUserDialog
{
    string? AskParameter(string name, bool secret);

    /// <summary>Asks for the password of the secrets; a new one is asked for twice.</summary>
    string? AskPassword(bool exists);

    void Tell(string text);

    bool Confirm(string question);

    string Choose(string title, IReadOnlyList<string> choices);

    string? AskSecret(string title);

    string? AskText(string title, string? current);
}
