using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of an application, in order of declaration.</summary>
public interface IResourceCollection : IList<IResource>
{
    /// <summary>Finds the resource of that name.</summary>
    bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource)
    {
        resource = this.FirstOrDefault(candidate => NameComparers.Resource.Equals(candidate.Name, name));
        return resource is not null;
    }
}

/// <summary>List of resources; uniqueness of names is checked by whoever adds (the builder) and again when the application is built.</summary>
internal sealed class ResourceCollection(IEnumerable<IResource> resources) : IResourceCollection
{
    private readonly List<IResource> _resources = [.. resources];

    public ResourceCollection() : this([])
    {
    }

    public IResource this[int index]
    {
        get => _resources[index];
        set => _resources[index] = value;
    }

    public int Count => _resources.Count;

    public bool IsReadOnly => false;

    public void Add(IResource item) => _resources.Add(item);

    public void Clear() => _resources.Clear();

    public bool Contains(IResource item) => _resources.Contains(item);

    public void CopyTo(IResource[] array, int arrayIndex) => _resources.CopyTo(array, arrayIndex);

    public int IndexOf(IResource item) => _resources.IndexOf(item);

    public void Insert(int index, IResource item) => _resources.Insert(index, item);

    public bool Remove(IResource item) => _resources.Remove(item);

    public void RemoveAt(int index) => _resources.RemoveAt(index);

    public IEnumerator<IResource> GetEnumerator() => _resources.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
