namespace Aspire.Hosting.Terminal;

/// <summary>Where the console's words go. Called from one task only.</summary>
internal interface IScreen
{
    /// <summary>A line of the log of a resource.</summary>
    void Log(string resource, string text, bool isError);

    /// <summary>A line of the host itself.</summary>
    void Say(string text, bool isError);

    /// <summary>A resource has changed; all are given, in the order of their first appearance.</summary>
    void Show(ResourceRow changed, IReadOnlyList<ResourceRow> all);

    /// <summary>Nothing more is waiting to be written for now. Returns after what time the screen wants to be asked again, should nothing come in between.</summary>
    TimeSpan Flush();

    /// <summary>The last call.</summary>
    void Close();
}
