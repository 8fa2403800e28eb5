using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>Makes answers.</summary>
public static class InteractionResult
{
    /// <summary>An answer.</summary>
    public static InteractionResult<T> Ok<T>(T result) => new(result, canceled: false);

    /// <summary>No answer: the question was dismissed.</summary>
    public static InteractionResult<T> Cancel<T>(T? data = default) => new(data, canceled: true);
}

/// <summary>The answer to a question.</summary>
public class InteractionResult<T>
{
    internal InteractionResult(T? data, bool canceled)
    {
        Data = data;
        Canceled = canceled;
    }

    /// <summary>What was answered.</summary>
    public T? Data { get; }

    /// <summary>Whether the question was dismissed.</summary>
    [MemberNotNullWhen(false, nameof(Data))]
    public bool Canceled { get; }
}
