namespace Aspire.Hosting.Testing.Tests;

/// <summary>How long tests wait for what must happen: long enough for a busy machine.</summary>
internal static class Deadlines
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    internal static Task InTime(this Task task) => task.WaitAsync(s_patience);

    internal static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(s_patience);
}
