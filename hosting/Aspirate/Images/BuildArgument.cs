namespace Aspirate.Images;

/// <summary>What the command line says about a build: <c>VALUE</c> for all resources, or <c>RESOURCE:VALUE</c> for one.</summary>
internal sealed record BuildArgument(string? Resource, string Name, string Value)
{
    public static bool IsName(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Reads NAME=VALUE or RESOURCE:NAME=VALUE. Null when it is neither.</summary>
    public static BuildArgument? Parse(string text)
    {
        var equals = text.IndexOf('=');
        if (equals <= 0)
        {
            return null;
        }

        var (name, value) = (text[..equals], text[(equals + 1)..]);
        var colon = name.IndexOf(':');
        var resource = colon > 0 ? name[..colon] : null;
        name = name[(colon + 1)..];
        return IsName(name) && colon != 0 ? new(resource, name, value) : null;
    }

    /// <summary>Reads IMAGE or RESOURCE=IMAGE. Null when it is neither.</summary>
    public static BuildArgument? ParseBaseImage(string text)
    {
        var equals = text.IndexOf('=');
        var image = text[(equals + 1)..];
        return equals != 0 && ImageName.IsValid(image) ? new(equals > 0 ? text[..equals] : null, "", image) : null;
    }
}
