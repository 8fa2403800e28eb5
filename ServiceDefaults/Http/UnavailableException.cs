namespace ServiceDefaults.Http;

/// <summary>Something this service needs is not there at the moment; the caller gets 503 with <c>PublicDetail</c>, the log gets the message.</summary>
public class UnavailableException(string message, string publicDetail, Exception? inner = null) : Exception(message, inner)
{
    public string PublicDetail { get; } = publicDetail;
}
