namespace Aspire.Hosting.Terminal;

/// <summary>One thing to be shown.</summary>
internal abstract record ConsoleMessage
{
    public sealed record Log(string Resource, string Text, bool IsError) : ConsoleMessage;

    public sealed record Words(string Text, bool IsError) : ConsoleMessage;

    public sealed record State(ResourceRow Row) : ConsoleMessage;
}
