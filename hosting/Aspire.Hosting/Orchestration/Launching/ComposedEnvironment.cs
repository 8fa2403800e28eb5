using System.Collections.Immutable;

namespace Aspire.Hosting.Orchestration.Launching;

/// <summary>The complete environment of a process, and which of its variables the model set.</summary>
internal sealed record ComposedEnvironment(IReadOnlyDictionary<string, string> Variables, ImmutableHashSet<string> FromModel);

/// <summary>The arguments of a process, and which of them are secret.</summary>
internal sealed record ComposedArguments(ImmutableArray<string> Values, ImmutableArray<bool> Secret)
{
    public static readonly ComposedArguments None = new([], []);
}
