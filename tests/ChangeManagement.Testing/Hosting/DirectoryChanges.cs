using ChangeManagement.Policies;
using ChangeManagement.Sample;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeManagement.Testing.Hosting;

/// <summary>People come, go and change roles while changes are under way.</summary>
public static class DirectoryChanges
{
    /// <summary>Puts the sample organisation in force with some of its text replaced.</summary>
    public static void ChangeDirectory(this RunningProduct product, params IReadOnlyList<(string From, string To)> replacements)
    {
        var shelf = product.Services.GetRequiredService<RulebookShelf>();
        var loading = Rulebook.Load(ShippedPolicies.All.Concat(SampleOrganisation.Files.Select(file => file with
        {
            Text = replacements.Aggregate(file.Text, (text, each) => text.Replace(each.From, each.To, StringComparison.Ordinal)),
        })));
        Assert.True(shelf.Reload(loading, product.Time.GetUtcNow()), string.Join('\n', loading.Errors));
    }
}
