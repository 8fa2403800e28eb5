namespace Aspirate.Model;

/// <summary>Paths inside a container, compared by where they lead.</summary>
internal static class ContainerPath
{
    public static string Normal(string path) => "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != "."));

    public static bool Same(string one, string other) => Normal(one) == Normal(other);
}
