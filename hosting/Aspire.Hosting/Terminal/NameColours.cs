namespace Aspire.Hosting.Terminal;

/// <summary>Gives each resource a colour of its own, in the order of appearance, and the width to align names to.</summary>
internal sealed class NameColours
{
    // The readable ones of the sixteen standard colours; red is left to errors.
    private static readonly int[] s_palette = [36, 32, 33, 35, 34, 96, 92, 93, 95, 94];

    // One very long name must not push all the logs to the right.
    private const int WidestColumn = 24;

    private readonly Dictionary<string, int> _colours = [];
    private int _width;

    public int Of(string name)
    {
        if (!_colours.TryGetValue(name, out var colour))
        {
            colour = s_palette[_colours.Count % s_palette.Length];
            _colours.Add(name, colour);
        }

        return colour;
    }

    public int Width(string name) => _width = Math.Max(_width, Math.Min(name.Length, WidestColumn));
}
