namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks parameters that take a name of the model, so that tools can check literals.</summary>
public interface IModelNameParameter;

/// <summary>Marks a parameter that takes a resource name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResourceNameAttribute : Attribute, IModelNameParameter;

/// <summary>Marks a parameter that takes an endpoint name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EndpointNameAttribute : Attribute, IModelNameParameter;
