namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks a type as a fact that can be attached to a resource.</summary>
public interface IResourceAnnotation;

/// <summary>What <c>WithAnnotation</c> does with annotations of the same type that are already there.</summary>
public enum ResourceAnnotationMutationBehavior
{
    /// <summary>Keep them and add the new one at the end.</summary>
    Append,

    /// <summary>Remove them, then add the new one.</summary>
    Replace,
}
