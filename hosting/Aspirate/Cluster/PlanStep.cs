namespace Aspirate.Cluster;

internal sealed record PlanStep(string Action, ObjectKey Object)
{
    public override string ToString() => $"{Action,-7} {Object}";
}
