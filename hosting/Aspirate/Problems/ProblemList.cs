namespace Aspirate.Problems;

/// <summary>Gathers problems so that all of them are told at once. A command that ends with any writes nothing.</summary>
public sealed class ProblemList
{
    private readonly List<Problem> _problems = [];
    private readonly HashSet<Problem> _seen = [];

    public IReadOnlyList<Problem> All => _problems;

    public bool Any => _problems.Count > 0;

    public void Add(string file, string path, string message)
    {
        var problem = new Problem(file, path, message);
        if (_seen.Add(problem))
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Ends the command when anything was found.</summary>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new InputRefusedException(_problems);
        }
    }
}
