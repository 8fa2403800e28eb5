namespace Aspirate.Settings;

/// <summary>What the volumes of a resource are made of.</summary>
public sealed record StorageSettings(string? Size = null, string? Class = null, string? AccessMode = null)
{
    public StorageSettings Over(StorageSettings below) => new(Size ?? below.Size, Class ?? below.Class, AccessMode ?? below.AccessMode);
}
