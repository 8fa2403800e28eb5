using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Aspire.Hosting.Processes.Unix;

/// <summary>The one thread that starts children. The parent-death signal follows the thread that started the child, so this one lives as long as the launcher.</summary>
internal sealed class StarterThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public StarterThread()
    {
        _thread = new Thread(() =>
        {
            foreach (var action in _work.GetConsumingEnumerable())
            {
                action();
            }
        })
        { IsBackground = true, Name = "process starter" };
        _thread.Start();
    }

    /// <summary>Runs on the thread and waits; an exception comes back to the caller.</summary>
    public int Run(Func<int> start)
    {
        if (Thread.CurrentThread == _thread)
        {
            return start();
        }

        var result = 0;
        ExceptionDispatchInfo? failure = null;
        using var done = new ManualResetEventSlim();
        _work.Add(() =>
        {
            try
            {
                result = start();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
            finally
            {
                done.Set();
            }
        });
        done.Wait();
        failure?.Throw();
        return result;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }
}
