namespace Aspire.Hosting.Elasticsearch;

/// <summary>The image, in one place.</summary>
internal static class ElasticsearchContainerImageTags
{
    public const string Registry = "docker.io";
    public const string Image = "library/elasticsearch";
    public const string Tag = "8.17.3";
}
