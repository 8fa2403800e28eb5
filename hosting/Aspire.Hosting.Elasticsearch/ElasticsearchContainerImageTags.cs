namespace Aspire.Hosting.Elasticsearch;

/// <summary>The images, in one place.</summary>
internal static class ElasticsearchContainerImageTags
{
    public const string Registry = "docker.io";
    public const string Image = "library/elasticsearch";
    public const string Tag = "8.17.3";

    /// <summary>Kibana has to be of Elasticsearch's own version.</summary>
    public const string KibanaImage = "library/kibana";
}
