namespace Aspirate.Model;

public enum WorkloadRole
{
    /// <summary>Runs for good, keeps nothing.</summary>
    Stateless,

    /// <summary>Runs for good and owns volumes.</summary>
    Stateful,

    /// <summary>Runs once to its end; others wait for that.</summary>
    Job,

    /// <summary>Runs to its end at set times.</summary>
    Scheduled,
}
