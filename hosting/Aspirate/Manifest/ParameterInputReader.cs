using Aspirate.Json;

namespace Aspirate.Manifest;

internal static class ParameterInputReader
{
    private const int LongestValue = 4096;

    public static List<ParameterInput> Read(JsonCursor entry)
    {
        List<ParameterInput> inputs = [];
        if (!entry.TryGet("inputs", out var list))
        {
            entry.Report("has no \"inputs\".");
            return inputs;
        }

        foreach (var (name, value) in list.Members())
        {
            if (!value.IsObject)
            {
                value.Report("must be an object: an input.");
                continue;
            }

            GeneratedDefault? generate = null;
            SourcedText? text = null;
            if (value.TryGet("default", out var fallback))
            {
                if (fallback.TryGet("generate", out var rules))
                {
                    generate = ReadRules(rules);
                }
                else if (fallback.TryGet("value", out var given) && given.AsText() is { } defaultText)
                {
                    text = new(defaultText, given.Path);
                }
                else
                {
                    fallback.Report("must have either \"generate\" or \"value\".");
                }
            }

            inputs.Add(new(name, value.Path, value.Flag("secret") ?? false, generate, text));
        }

        return inputs;
    }

    private static GeneratedDefault? ReadRules(JsonCursor rules)
    {
        if (!rules.IsObject)
        {
            rules.Report("must be an object with \"minLength\".");
            return null;
        }

        int Least(string name) => rules.Number(name, 0, LongestValue) ?? 0;
        var made = new GeneratedDefault(
            rules.Number("minLength", 0, LongestValue) ?? 22,
            rules.Flag("lower") ?? true,
            rules.Flag("upper") ?? true,
            rules.Flag("numeric") ?? true,
            rules.Flag("special") ?? true,
            Least("minLower"),
            Least("minUpper"),
            Least("minNumeric"),
            Least("minSpecial"));
        if (!made.Lower && !made.Upper && !made.Numeric && !made.Special)
        {
            rules.Report("switches off every kind of character; nothing is left to make a value of.");
            return null;
        }

        if ((!made.Lower && made.MinLower > 0) || (!made.Upper && made.MinUpper > 0) || (!made.Numeric && made.MinNumeric > 0) || (!made.Special && made.MinSpecial > 0))
        {
            rules.Report("asks for characters of a kind that it switches off.");
            return null;
        }

        return made;
    }
}
