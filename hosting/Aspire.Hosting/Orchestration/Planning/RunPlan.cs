using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Aspire.Hosting.Orchestration.Planning;

/// <summary>What a run will do, in order of listing; steps that do not wait for each other are carried out at once.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Problems">Why the model cannot be run, all of them; nothing starts unless this is empty.</param>
/// <param name="Notices">What the user should know and need not act on.</param>
internal sealed record RunPlan(ImmutableArray<PlanStep> Steps, ImmutableArray<string> Problems, ImmutableArray<string> Notices)
{
    /// <summary>One line a step with its cause, then notices and problems.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var number = 0;
        foreach (var step in Steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"{++number,3}. ").Append(step).AppendLine();
        }
        foreach (var notice in Notices)
        {
            text.Append("note: ").AppendLine(notice);
        }
        foreach (var problem in Problems)
        {
            text.Append("problem: ").AppendLine(problem);
        }
        return text.ToString();
    }

    /// <summary>The steps of one kind.</summary>
    public IEnumerable<T> Of<T>() where T : PlanStep => Steps.OfType<T>();
}
