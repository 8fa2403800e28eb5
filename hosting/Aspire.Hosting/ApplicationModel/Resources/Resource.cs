using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Base of all resources: holds the validated name and the annotations.</summary>
[DebuggerDisplay("{DebuggerToString(),nq}")]
public abstract class Resource : IResource
{
    /// <summary>Creates the resource; <paramref name="name"/> must be a valid resource name.</summary>
    protected Resource(string name)
    {
        ModelName.ValidateName(nameof(Resource), name);
        Name = name;
    }

    /// <inheritdoc />
    public virtual string Name { get; }

    /// <inheritdoc />
    public virtual ResourceAnnotationCollection Annotations { get; } = [];

    private string DebuggerToString() => $"Type = {GetType().Name}, Name = \"{Name}\", Annotations = {Annotations.Count}";
}
