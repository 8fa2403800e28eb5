using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Architecture.Tests;

/// <summary>The layers of Aspire.Hosting, read from its assembly: façade, work, hands, model. Arrows point down only.</summary>
public sealed class LayerTests
{
    private const string Model = "Aspire.Hosting.ApplicationModel";

    private static readonly string[] Hands = ["Aspire.Hosting.Processes", "Aspire.Hosting.Containers", "Aspire.Hosting.Proxy", "Aspire.Hosting.Health"];

    private static readonly string[] Work = ["Aspire.Hosting.Orchestration", "Aspire.Hosting.Publishing", "Aspire.Hosting.Terminal"];

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Hosting = new(() =>
        new ArchLoader().LoadAssemblies(System.Reflection.Assembly.Load("Aspire.Hosting")).Build());

    [Fact]
    public void Hands_know_nothing_of_the_layers_above_them() =>
        AssertNoArrows(source: Hands, target: [.. Work, Model, "Aspire.Hosting.Eventing", "Aspire.Hosting.Lifecycle"]);

    [Fact]
    public void Hands_do_not_know_each_other()
    {
        foreach (var hand in Hands)
        {
            AssertNoArrows(source: [hand], target: [.. Hands.Where(other => other != hand)]);
        }
    }

    [Fact]
    public void The_model_does_not_know_who_brings_it_to_life() =>
        AssertNoArrows(source: [Model], target: [.. Hands, "Aspire.Hosting.Orchestration", "Aspire.Hosting.Terminal"]);

    [Fact]
    public void Publishing_starts_nothing() =>
        AssertNoArrows(source: ["Aspire.Hosting.Publishing"], target: [.. Hands, "Aspire.Hosting.Orchestration", "Aspire.Hosting.Terminal"]);

    [Fact]
    public void The_layers_named_here_exist()
    {
        var namespaces = Hosting.Value.Types.Select(type => type.Namespace.FullName).ToHashSet(StringComparer.Ordinal);

        Assert.All([.. Hands, Model, "Aspire.Hosting.Orchestration", "Aspire.Hosting.Publishing"], name => Assert.Contains(name, namespaces));
    }

    private static void AssertNoArrows(string[] source, string[] target)
    {
        var arrows =
            from type in Hosting.Value.Types
            where IsIn(type, source)
            from dependency in type.Dependencies
            where IsIn(dependency.Target, target) && !IsIn(dependency.Target, source)
            select $"{type.FullName} -> {dependency.Target.FullName}";

        Assert.Empty(arrows.Distinct().Order(StringComparer.Ordinal));
    }

    private static bool IsIn(IType type, string[] namespaces) =>
        // A generic parameter has no namespace.
        type.Namespace?.FullName is { } own && namespaces.Any(name => own == name || own.StartsWith(name + ".", StringComparison.Ordinal));
}
