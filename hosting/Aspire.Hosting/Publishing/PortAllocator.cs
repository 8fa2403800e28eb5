namespace Aspire.Hosting.Publishing;

/// <summary>Hands out port numbers in order, leaving out those in use.</summary>
internal sealed class PortAllocator(int startPort = 8000)
{
    private readonly HashSet<int> _used = [];
    private int _next = startPort;

    public void AddUsedPort(int port) => _used.Add(port);

    public int AllocatePort()
    {
        while (_used.Contains(_next))
        {
            _next++;
        }

        return _next++;
    }
}
