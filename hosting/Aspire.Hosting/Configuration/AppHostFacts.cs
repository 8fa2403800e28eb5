using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting;

/// <summary>What the build left in the AppHost's assembly about where it came from.</summary>
internal sealed record AppHostFacts(string? ProjectDirectory, string? ProjectName, string? IntermediateOutputPath)
{
    internal static AppHostFacts Of(Assembly? assembly)
    {
        string? directory = null;
        string? name = null;
        string? intermediate = null;

        foreach (var attribute in assembly?.GetCustomAttributes<AssemblyMetadataAttribute>() ?? [])
        {
            switch (attribute.Key.ToLowerInvariant())
            {
                case "apphostprojectpath":
                    directory = attribute.Value;
                    break;
                case "apphostprojectname":
                    name = attribute.Value;
                    break;
                case "apphostprojectbaseintermediateoutputpath":
                    intermediate = attribute.Value;
                    break;
            }
        }

        return new AppHostFacts(directory, name, intermediate);
    }

    /// <summary>A name for the AppHost that is the same on every run: of its path when running, of its project when publishing, so that published names do not depend on where the repository lies.</summary>
    internal static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
