using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Testing;

/// <summary>Checks of what callers hand in.</summary>
internal static class Arguments
{
    internal static string[] ThrowIfNullOrContainsNullOrEmpty(string[] args, [CallerArgumentExpression(nameof(args))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(args, name);

        foreach (var arg in args)
        {
            if (arg is null)
            {
                throw new ArgumentNullException(name, $"Array params contains null item: [{string.Join(", ", args)}]");
            }

            if (arg.Length == 0)
            {
                throw new ArgumentException($"Array params contains empty item: [{string.Join(", ", args)}]", name);
            }
        }

        return args;
    }
}
