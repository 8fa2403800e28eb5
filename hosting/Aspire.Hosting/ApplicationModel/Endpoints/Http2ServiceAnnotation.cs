namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that the resource's http and https endpoints speak HTTP/2, those declared later included.</summary>
internal sealed class Http2ServiceAnnotation : IResourceAnnotation;
