namespace Aspire.Hosting.ApplicationModel;

/// <summary>A folder of the AppHost where files live whose names follow from their content.</summary>
public interface IAspireStore
{
    /// <summary>The folder.</summary>
    string BasePath { get; }

    /// <summary>The path of a file with this content, written unless it is there; the name is <paramref name="filenameTemplate"/> with a hash of the content.</summary>
    string GetFileNameWithContent(string filenameTemplate, Stream contentStream);
}
