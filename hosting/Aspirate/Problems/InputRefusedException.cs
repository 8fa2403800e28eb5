using System.Text;

namespace Aspirate.Problems;

/// <summary>The input cannot be deployed as it is. Carries every reason.</summary>
public sealed class InputRefusedException(IReadOnlyList<Problem> problems) : Exception(Describe(problems))
{
    public IReadOnlyList<Problem> Problems { get; } = problems;

    private static string Describe(IReadOnlyList<Problem> problems)
    {
        var text = new StringBuilder();
        text.Append(problems.Count == 1 ? "1 problem, nothing was written:" : $"{problems.Count} problems, nothing was written:");
        foreach (var problem in problems)
        {
            text.Append("\n  ").Append(problem.File).Append(' ').Append(problem.Path).Append("\n      ").Append(problem.Message);
        }

        return text.ToString();
    }
}
