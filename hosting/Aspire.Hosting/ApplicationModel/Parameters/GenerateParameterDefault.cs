using Aspire.Hosting.Publishing;
using Aspire.Hosting.Utils;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random value of the given make, from a cryptographic source.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    /// <summary>The least number of characters.</summary>
    public int MinLength { get; set; }

    /// <summary>Whether lower-case letters occur.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Whether upper-case letters occur.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Whether digits occur.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Whether special characters occur.</summary>
    public bool Special { get; set; } = true;

    /// <summary>The least number of lower-case letters.</summary>
    public int MinLower { get; set; }

    /// <summary>The least number of upper-case letters.</summary>
    public int MinUpper { get; set; }

    /// <summary>The least number of digits.</summary>
    public int MinNumeric { get; set; }

    /// <summary>The least number of special characters.</summary>
    public int MinSpecial { get; set; }

    /// <inheritdoc />
    public override void WriteToManifest(ManifestPublishingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);

        var writer = context.Writer;
        writer.WriteStartObject("generate");
        writer.WriteNumber("minLength", MinLength);

        WriteFalse("lower", Lower);
        WriteFalse("upper", Upper);
        WriteFalse("numeric", Numeric);
        WriteFalse("special", Special);

        WritePositive("minLower", MinLower);
        WritePositive("minUpper", MinUpper);
        WritePositive("minNumeric", MinNumeric);
        WritePositive("minSpecial", MinSpecial);

        writer.WriteEndObject();

        // What is usual is left out.
        void WriteFalse(string name, bool value)
        {
            if (!value)
            {
                writer.WriteBoolean(name, value);
            }
        }

        void WritePositive(string name, int value)
        {
            if (value > 0)
            {
                writer.WriteNumber(name, value);
            }
        }
    }

    /// <inheritdoc />
    public override string GetDefaultValue()
        => PasswordGenerator.Generate(MinLength, Lower, Upper, Numeric, Special, MinLower, MinUpper, MinNumeric, MinSpecial);
}
