namespace Architecture.Tests;

public sealed class ReferenceTests
{
    /// <summary>Who may compile against whom; tests may use anything.</summary>
    private static bool IsAllowed(string from, string to) => (from, to) switch
    {
        ("AppHost", _) => Repository.Projects[to].Area == "hosting",
        ("Shop.Api" or "Shop.Cart", "ServiceDefaults") => true,
        ("Aspire.Hosting", "Aspire.Dashboard") => true,
        ("Aspire.Dashboard" or "Aspirate" or "Elasticsearch.Emulator", _) => false,
        (_, "Aspire.Hosting") => from.StartsWith("Aspire.Hosting.", StringComparison.Ordinal),
        _ => false,
    };

    public static TheoryData<string> ProductProjects =>
        [.. Repository.Projects.Values.Where(project => project.Area is "hosting" or "shop").Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void A_project_compiles_only_against_what_the_design_allows(string name)
    {
        var forbidden = Repository.Projects[name].CodeReferences.Where(reference => !IsAllowed(name, reference));

        Assert.Empty(forbidden);
    }

    [Fact]
    public void The_AppHost_knows_the_shop_as_metadata_only()
    {
        var appHost = Repository.Projects["AppHost"];

        Assert.DoesNotContain(appHost.CodeReferences, reference => reference.StartsWith("Shop.", StringComparison.Ordinal));
        Assert.Contains("Shop.Api", appHost.MetadataReferences);
        Assert.Contains("Shop.Cart", appHost.MetadataReferences);
    }

    [Fact]
    public void Metadata_references_stay_with_the_AppHost_and_with_packages_that_ship_a_program()
    {
        var others = Repository.Projects.Values
            .Where(project => project.Area is "hosting" or "shop" && project.Name is not ("AppHost" or "Aspire.Hosting.Elasticsearch.Emulator"))
            .SelectMany(project => project.MetadataReferences.Select(reference => $"{project.Name} -> {reference}"));

        Assert.Empty(others);
    }

    [Fact]
    public void The_generator_references_no_hosting_assembly() =>
        Assert.Empty(Repository.Projects["Aspirate"].CodeReferences);

    [Fact]
    public void No_project_sets_a_package_version_of_its_own()
    {
        // A version behind a condition on UseAspirePackages names official packages that the central file does not pin.
        var versions = Repository.Projects.Values
            .SelectMany(project => project.PackageReferences
                .Where(package => package.Attribute("Version") is not null)
                .Where(package => !package.AncestorsAndSelf().Any(element => element.Attribute("Condition")?.Value.Contains("UseAspirePackages", StringComparison.Ordinal) == true))
                .Select(package => $"{project.Name}: {package.Attribute("Include")?.Value}"));

        Assert.Empty(versions);
    }

    [Fact]
    public void Every_central_version_is_exact()
    {
        var central = System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));
        var loose = central.Descendants("PackageVersion")
            .Where(package => package.Attribute("Version")!.Value.IndexOfAny(['*', ',', '[', '(']) >= 0)
            .Select(package => package.Attribute("Include")!.Value);

        Assert.Empty(loose);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Shop.sln")).Replace('\\', '/');
        var missing = Repository.Projects.Values
            .Where(project => project.Area is not "bench" && !solution.Contains(project.Path, StringComparison.Ordinal))
            .Select(project => project.Path);

        Assert.Empty(missing);
    }
}
