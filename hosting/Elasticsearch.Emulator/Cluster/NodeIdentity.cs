namespace Elasticsearch.Emulator.Cluster;

/// <summary>What the one node says it is. The name and the build type tell every client that this is an emulator.</summary>
internal static class NodeIdentity
{
    public const string Name = "es-emulator";
    public const string ClusterName = "es-emulator";
    public const string Id = "emulatorAAAAAAAAAAAAAA";
    public const string LuceneVersion = "4.8.0";
}
