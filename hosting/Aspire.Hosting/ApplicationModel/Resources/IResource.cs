namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something the application is made of: a name and a bag of annotations.</summary>
public interface IResource
{
    /// <summary>The name, unique in the model, letters, digits and hyphens.</summary>
    string Name { get; }

    /// <summary>Everything that has been declared about the resource, in order of declaration.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
