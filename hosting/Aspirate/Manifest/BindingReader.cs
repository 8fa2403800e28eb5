using Aspirate.Json;

namespace Aspirate.Manifest;

internal static class BindingReader
{
    private static readonly string[] Protocols = ["tcp", "udp"];
    private static readonly string[] Transports = ["http", "http2", "tcp", "udp"];

    public static List<Binding> Read(JsonCursor entry)
    {
        List<Binding> bindings = [];
        if (!entry.TryGet("bindings", out var list))
        {
            return bindings;
        }

        foreach (var (name, value) in list.Members())
        {
            if (!value.IsObject)
            {
                value.Report("must be an object: a binding.");
                continue;
            }

            var scheme = value.Text("scheme") ?? "tcp";
            var protocol = OneOf(value, "protocol", Protocols) ?? (scheme == "udp" ? "udp" : "tcp");
            var transport = OneOf(value, "transport", Transports) ?? (scheme is "http" or "https" ? "http" : protocol);
            if (scheme.Length == 0 || !scheme.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.'))
            {
                value.Report("scheme", "must be a URI scheme: letters, digits, + - and dots.");
            }

            // The first previews of Aspire wrote containerPort where targetPort stands today.
            var target = value.Number("targetPort", 1, 65535) ?? value.Number("containerPort", 1, 65535);
            bindings.Add(new(name, value.Path, scheme, protocol, transport, value.Number("port", 1, 65535), target, value.Flag("external") ?? false));
        }

        return bindings;
    }

    private static string? OneOf(JsonCursor binding, string member, string[] allowed)
    {
        var text = binding.Text(member);
        if (text is not null && !allowed.Contains(text))
        {
            binding.Report(member, $"must be one of {string.Join(", ", allowed)}.");
            return null;
        }

        return text;
    }
}
