namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps a resource from starting with the application; its start command starts it.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;
