using System.Globalization;
using System.Runtime.ExceptionServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Publishing;

/// <summary>The parts that entries of different kinds have in common.</summary>
public sealed partial class ManifestPublishingContext
{
    /// <summary>Writes <c>connectionString</c> if the resource has one.</summary>
    public void WriteConnectionString(IResource resource)
    {
        if (resource is IResourceWithConnectionString { ConnectionStringExpression: var expression })
        {
            Writer.WriteString("connectionString", expression.ValueExpression);
        }
    }

    /// <summary>Writes <c>env</c> if the resource has environment variables.</summary>
    public async Task WriteEnvironmentVariablesAsync(IResource resource)
    {
        var variables = new List<(string Name, string? Value)>();

        await resource.ProcessEnvironmentVariableValuesAsync(
            ExecutionContext,
            (name, declared, value, exception) =>
            {
                ThrowIfFailed(exception);
                TryAddDependentResources(declared);
                variables.Add((name, value));
            },
            NullLogger.Instance,
            cancellationToken: CancellationToken).ConfigureAwait(false);

        if (variables.Count == 0)
        {
            return;
        }

        Writer.WriteStartObject("env");
        foreach (var (name, value) in variables)
        {
            Writer.WriteString(name, value);
        }

        Writer.WriteEndObject();
    }

    /// <summary>Writes <c>args</c> if the resource has arguments.</summary>
    public async Task WriteCommandLineArgumentsAsync(IResource resource)
    {
        var args = new List<string?>();

        await resource.ProcessArgumentValuesAsync(
            ExecutionContext,
            (declared, value, exception, _) =>
            {
                ThrowIfFailed(exception);
                TryAddDependentResources(declared);
                args.Add(value);
            },
            NullLogger.Instance,
            cancellationToken: CancellationToken).ConfigureAwait(false);

        if (args.Count == 0)
        {
            return;
        }

        Writer.WriteStartArray("args");
        foreach (var arg in args)
        {
            Writer.WriteStringValue(arg);
        }

        Writer.WriteEndArray();
    }

    /// <summary>Writes <c>containerFiles</c> if the resource's image takes files from others: for each of them where to, and from which of its paths.</summary>
    private void WriteContainerFiles(IResource resource)
    {
        if (!resource.TryGetAnnotationsOfType<ContainerFilesDestinationAnnotation>(out var destinations))
        {
            return;
        }

        Writer.WriteStartObject("containerFiles");
        foreach (var taken in destinations.GroupBy(destination => destination.Source.Name).Select(group => group.Last()))
        {
            Writer.WriteStartObject(taken.Source.Name);
            Writer.WriteString("destination", taken.DestinationPath);
            Writer.WriteStartArray("sources");
            foreach (var source in taken.Source.Annotations.OfType<ContainerFilesSourceAnnotation>())
            {
                Writer.WriteStringValue(source.SourcePath);
            }

            Writer.WriteEndArray();
            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
    }

    /// <summary>Writes <c>bindings</c> if the resource has endpoints.</summary>
    public void WriteBindings(IResource resource)
    {
        var bindings = ManifestBinding.Resolve(resource, PortAllocator);
        if (bindings.Count == 0)
        {
            return;
        }

        Writer.WriteStartObject("bindings");
        foreach (var binding in bindings)
        {
            var endpoint = binding.Endpoint;
            Writer.WriteStartObject(endpoint.Name);
            Writer.WriteString("scheme", endpoint.UriScheme);
            Writer.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
            Writer.WriteString("transport", endpoint.Transport);

            if (binding.Port is { } port)
            {
                Writer.WriteNumber("port", port);
            }

            if (binding.TargetPort is { } targetPort)
            {
                Writer.WriteNumber("targetPort", targetPort);
            }

            if (endpoint.IsExternal)
            {
                Writer.WriteBoolean("external", true);
            }

            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
    }

    private void WriteBuild(DockerfileBuildAnnotation build)
    {
        Writer.WriteStartObject("build");
        Writer.WriteString("context", GetManifestRelativePath(build.ContextPath));
        Writer.WriteString("dockerfile", GetManifestRelativePath(build.DockerfilePath));

        if (build.Stage is { } stage)
        {
            Writer.WriteString("stage", stage);
        }

        if (build.BuildArguments.Count > 0)
        {
            Writer.WriteStartObject("args");
            foreach (var (name, value) in build.BuildArguments)
            {
                Writer.WriteString(name, AsText(value));
            }

            Writer.WriteEndObject();
        }

        if (build.BuildSecrets.Count > 0)
        {
            Writer.WriteStartObject("secrets");
            foreach (var (name, value) in build.BuildSecrets)
            {
                WriteBuildSecret(name, value);
            }

            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
    }

    private void WriteBuildSecret(string name, object value)
    {
        Writer.WriteStartObject(name);

        if (value is FileInfo file)
        {
            Writer.WriteString("type", "file");
            Writer.WriteString("source", GetManifestRelativePath(file.FullName));
        }
        else
        {
            Writer.WriteString("type", "env");
            Writer.WriteString("value", AsText(value));
        }

        Writer.WriteEndObject();
    }

    // A build argument without a value means that the build takes it from its own environment.
    private static string? AsText(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        IManifestExpressionProvider expression => expression.ValueExpression,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private void WriteMounts(ContainerResource container)
    {
        if (!container.TryGetContainerMounts(out var mounts))
        {
            return;
        }

        var bindMounts = mounts.Where(m => m.Type == ContainerMountType.BindMount).ToArray();
        if (bindMounts.Length > 0)
        {
            Writer.WriteStartArray("bindMounts");
            foreach (var mount in bindMounts)
            {
                Writer.WriteStartObject();
                Writer.WriteString("source", GetManifestRelativePath(mount.Source));
                Writer.WriteString("target", mount.Target.Replace('\\', '/'));
                Writer.WriteBoolean("readOnly", mount.IsReadOnly);
                Writer.WriteEndObject();
            }

            Writer.WriteEndArray();
        }

        var volumes = mounts.Where(m => m.Type == ContainerMountType.Volume).ToArray();
        if (volumes.Length > 0)
        {
            Writer.WriteStartArray("volumes");
            foreach (var mount in volumes)
            {
                Writer.WriteStartObject();
                if (mount.Source is not null)
                {
                    Writer.WriteString("name", mount.Source);
                }

                Writer.WriteString("target", mount.Target);
                Writer.WriteBoolean("readOnly", mount.IsReadOnly);
                Writer.WriteEndObject();
            }

            Writer.WriteEndArray();
        }
    }

    private static void ThrowIfFailed(Exception? exception)
    {
        if (exception is not null)
        {
            ExceptionDispatchInfo.Throw(exception);
        }
    }
}
