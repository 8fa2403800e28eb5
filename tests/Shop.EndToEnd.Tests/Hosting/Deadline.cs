namespace Shop.EndToEnd.Tests.Hosting;

/// <summary>Waits for conditions, generously: a slow machine must not fail a test.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks again and again until the answer is there; <paramref name="what"/> says in the failure what was missing.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T?>> ask, string what, TimeSpan? patience = null)
        where T : class
    {
        using var deadline = new CancellationTokenSource(patience ?? Patience);
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            if (deadline.IsCancellationRequested)
            {
                throw new TimeoutException($"Waited {(patience ?? Patience).TotalSeconds} s for this in vain: {what}");
            }

            await Task.Delay(50);
        }
    }
}
