using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

public static partial class ParameterResourceBuilderExtensions
{
    /// <summary>A generated password, kept in user secrets from run to run. It is not added to the application.</summary>
    public static ParameterResource CreateDefaultPasswordParameter(
        IDistributedApplicationBuilder builder, string name,
        bool lower = true, bool upper = true, bool numeric = true, bool special = true,
        int minLower = 0, int minUpper = 0, int minNumeric = 0, int minSpecial = 0)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);

        return CreateGeneratedParameter(builder, name, secret: true, new GenerateParameterDefault
        {
            MinLength = 22,
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        });
    }

    /// <summary>A generated value, kept in user secrets from run to run. It is not added to the application.</summary>
    public static ParameterResource CreateGeneratedParameter(IDistributedApplicationBuilder builder, string name, bool secret, GenerateParameterDefault parameterDefault)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(parameterDefault);

        return new ParameterResource(name, Reader(builder, name, configurationKey: null), secret)
        {
            Default = Kept(builder, name, parameterDefault),
        };
    }

    /// <summary>A parameter read from configuration. It is not added to the application.</summary>
    public static ParameterResource CreateParameter(IDistributedApplicationBuilder builder, string name, bool secret)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);

        return new ParameterResource(name, Reader(builder, name, configurationKey: null), secret);
    }

    /// <summary>
    /// The value under <paramref name="configurationKey"/> (<c>Parameters:{name}</c>); then under the same key with <c>_</c> for <c>-</c>, which an environment variable can spell; then the default.
    /// </summary>
    internal static string GetParameterValue(IConfiguration configuration, string name, ParameterDefault? parameterDefault, string? configurationKey = null)
    {
        var key = configurationKey ?? $"Parameters:{name}";

        return configuration[key]
            ?? configuration[key.Replace('-', '_')]
            ?? parameterDefault?.GetDefaultValue()
            ?? throw new MissingParameterValueException($"Parameter resource could not be used because configuration key '{key}' is missing and the Parameter has no default value.");
    }

    private static Func<ParameterDefault?, string> Reader(IDistributedApplicationBuilder builder, string name, string? configurationKey) =>
        parameterDefault => GetParameterValue(builder.Configuration, name, parameterDefault, configurationKey);

    // Only a run keeps what it generated; publishing writes how to generate it.
    private static ParameterDefault Kept(IDistributedApplicationBuilder builder, string name, ParameterDefault value) =>
        builder.ExecutionContext.IsRunMode && builder.AppHostAssembly is { } assembly
            ? new UserSecretsParameterDefault(assembly, builder.Environment.ApplicationName, name, value)
            : value;
}
