namespace Aspire.Hosting.Orchestration.Launching;

/// <summary>What is known about a project's build output: the assembly to run, or why there is none and what to do.</summary>
internal abstract record ProjectLocation
{
    /// <summary>The project was built: this assembly is run.</summary>
    public sealed record Built(string Assembly) : ProjectLocation;

    /// <summary>A single C# file, built and run by the SDK.</summary>
    public sealed record SourceFile(string Path) : ProjectLocation;

    /// <summary>There is nothing to run.</summary>
    public sealed record Missing(string Reason) : ProjectLocation;
}
