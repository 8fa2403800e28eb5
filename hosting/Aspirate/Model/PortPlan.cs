using System.Text;
using Aspirate.Manifest;
using Aspirate.Problems;

namespace Aspirate.Model;

/// <summary>
/// Decides which ports a resource really listens on. A project's https binding is one only when the project is told to
/// serve TLS: otherwise TLS ends at the ingress and the binding leads to the http port, under its own name.
/// </summary>
public sealed class PortPlan
{
    private const int DefaultHttpPort = 8080;
    private const int LongestPortName = 15;
    private const int HighestPort = 65_535;
    private const int FirstFreePort = 1024;

    private readonly List<WorkloadPort> _ports = [];
    private readonly Dictionary<string, (WorkloadPort Port, string Scheme)> _byBinding = new(StringComparer.Ordinal);

    private PortPlan()
    {
    }

    public IReadOnlyList<WorkloadPort> Ports => _ports;

    public (WorkloadPort Port, string Scheme)? Find(string binding) => _byBinding.TryGetValue(binding, out var found) ? found : null;

    /// <param name="mapsPorts">Whether a Service may listen on another port than the container (Kubernetes), or not (Compose).</param>
    public static PortPlan For(ManifestResource resource, string file, bool mapsPorts, ProblemList problems)
    {
        var plan = new PortPlan();
        List<Binding> withoutTls = [];
        foreach (var binding in resource.Bindings)
        {
            if (resource.Kind == ResourceKind.Project && binding.Scheme == "https" && !ServesTls(resource, binding))
            {
                withoutTls.Add(binding);
                continue;
            }

            if (plan.TargetPort(resource, binding) is { } target)
            {
                plan.Add(binding, target, binding.Scheme, mapsPorts);
            }
            else
            {
                problems.Add(file, binding.Path, $"\"{resource.Name}\" has no targetPort here, so nobody knows what it listens on; set targetPort in the AppHost.");
            }
        }

        foreach (var binding in withoutTls)
        {
            var http = plan._ports.FirstOrDefault(p => p is { Http: true, Tls: false });
            if (http is null)
            {
                plan.Add(binding with { Scheme = "http", Port = null }, binding.TargetPort ?? DefaultHttpPort, "http", mapsPorts);
            }
            else
            {
                plan.Alias(binding, http, "http");
            }
        }

        return plan;
    }

    private static bool ServesTls(ManifestResource resource, Binding binding) => resource.Env.Any(e =>
        e.Key is "HTTPS_PORTS" or "ASPNETCORE_HTTPS_PORTS"
        || (e.Key is "ASPNETCORE_URLS" or "URLS" && e.Value.Text.Contains("https:", StringComparison.OrdinalIgnoreCase))
        || (e.Key.StartsWith("Kestrel__", StringComparison.OrdinalIgnoreCase) && e.Value.Text.Contains("https:", StringComparison.OrdinalIgnoreCase))
        || IsToldPort(e.Value.Text, resource, binding));

    private static bool IsToldPort(string text, ManifestResource resource, Binding binding) =>
        text.Contains($"{{{resource.Name}.bindings.{binding.Name}.targetPort}}", StringComparison.Ordinal);

    private int? TargetPort(ManifestResource resource, Binding binding)
    {
        if (binding.TargetPort is { } explicitPort)
        {
            return explicitPort;
        }

        // A project's http port is the one that .NET images listen on by default; any other resource must be told, or have told us.
        var told = resource.Env.Any(e => IsToldPort(e.Value.Text, resource, binding)) || resource.Args.Any(a => IsToldPort(a.Text, resource, binding));
        if ((resource.Kind == ResourceKind.Project && binding.IsHttp) || (told && binding.Port is null))
        {
            var port = DefaultHttpPort;
            while (resource.Bindings.Any(b => b.TargetPort == port) || _ports.Any(p => p.ContainerPort == port))
            {
                port++;
            }

            return port;
        }

        return binding.Port;
    }

    private void Add(Binding binding, int target, string scheme, bool mapsPorts)
    {
        var same = _ports.FirstOrDefault(p => p.ContainerPort == target && p.Udp == binding.IsUdp);
        if (same is not null)
        {
            Alias(binding, same, scheme);
            return;
        }

        var service = mapsPorts ? binding.Port ?? target : target;
        if (IsTaken(service, binding.IsUdp))
        {
            service = target;
        }

        while (IsTaken(service, binding.IsUdp))
        {
            service = service < HighestPort ? service + 1 : FirstFreePort;
        }

        var port = new WorkloadPort
        {
            Name = PortName(binding.Name),
            ContainerPort = target,
            ServicePort = service,
            PreferredPort = binding.Port,
            Udp = binding.IsUdp,
            Http = binding.IsHttp && !binding.IsUdp,
            Tls = scheme == "https",
            Http2 = binding.Transport == "http2",
            External = binding.External,
            Local = binding.Local,
        };
        _ports.Add(port);
        _byBinding[binding.Name] = (port, scheme);
    }

    private void Alias(Binding binding, WorkloadPort port, string scheme)
    {
        if (binding.External && !port.External)
        {
            var opened = port with { External = true };
            _ports[_ports.IndexOf(port)] = opened;
            foreach (var name in _byBinding.Where(b => b.Value.Port == port).Select(b => b.Key).ToList())
            {
                _byBinding[name] = (opened, _byBinding[name].Scheme);
            }

            port = opened;
        }

        _byBinding[binding.Name] = (port, scheme);
    }

    private bool IsTaken(int service, bool udp) => _ports.Any(p => p.ServicePort == service && p.Udp == udp);

    // Port names follow RFC 6335: at most 15, at least one letter, no doubled hyphens.
    private string PortName(string binding)
    {
        var text = new StringBuilder();
        foreach (var c in binding)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                text.Append(char.ToLowerInvariant(c));
            }
            else if (text.Length > 0 && text[^1] != '-')
            {
                text.Append('-');
            }
        }

        var whole = text.ToString().Trim('-');
        var name = PortName(whole, "");
        for (var i = 2; _ports.Any(p => p.Name == name); i++)
        {
            name = PortName(whole, $"-{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        }

        return name;
    }

    private static string PortName(string whole, string suffix)
    {
        var room = LongestPortName - suffix.Length;
        var head = whole[..Math.Min(whole.Length, room)];
        if (!head.Any(char.IsAsciiLetter))
        {
            head = "p" + head[..Math.Min(head.Length, room - 1)];
        }

        return head.TrimEnd('-') + suffix;
    }
}
