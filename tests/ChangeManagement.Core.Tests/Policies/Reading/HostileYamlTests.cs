using System.Diagnostics;

namespace ChangeManagement.Policies.Reading;

/// <summary>Q3: a hostile file is refused in good time, and nothing that a text may hold makes the reader throw.</summary>
public sealed class HostileYamlTests
{
    public static TheoryData<string, string> Attacks => new()
    {
        { "", "the file is empty" },
        { "   \n# nothing\n", "the file is empty" },
        { "a: &x [ 1 ]\nb: *x\n", "anchors and aliases are not allowed: write the text out" },
        { "a: *x\n", "anchors and aliases are not allowed: write the text out" },
        { "a: !!binary aGk=\n", "tags are not allowed: write the plain value" },
        { "a: 1\n---\nb: 2\n", "a file holds one document only" },
        { "? [ a ]\n: b\n", "a key must be text" },
        { "policy: a\npolicy: b\n", "'policy' is said twice, first in line 1" },
        { string.Concat(Enumerable.Repeat("[", 100_000)), "this is nested too deeply" },
        { string.Concat(Enumerable.Repeat("{ a: ", 50_000)), "this is nested too deeply" },
        { "a: [ " + string.Concat(Enumerable.Repeat("x, ", 150_000)) + "]", "the file has more than 100000 nodes" },
        { new string('x', 1_000_001), "the file is longer than 1000000 characters" },
        { "just text", "a policy must be a map" },
        { "- a\n- b\n", "a policy must be a map" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Attack_IsRefusedInGoodTime(string text, string message)
    {
        var watch = Stopwatch.StartNew();

        var reading = PolicyReader.Read("hostile.yaml", text);

        Assert.Null(reading.Policy);
        Assert.Contains(message, reading.Errors.Select(error => error.Message));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
    }

    [Theory]
    [InlineData("a: [ 1", "this is not YAML")]
    [InlineData("a: 'open", "this is not YAML")]
    [InlineData("a: b: c", "this is not YAML")]
    public void BrokenYaml_IsRefusedWithItsPlace(string text, string message)
    {
        var error = Assert.Single(PolicyReader.Read("broken.yaml", text).Errors);

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.True(error is { Line: > 0, Column: > 0 });
    }

    /// <summary>Every shipped policy with letters changed, lines dropped and lines doubled, 25 times each.</summary>
    [Fact]
    public void MangledPolicies_AreReadOrRefused_AndNeverThrow()
    {
        var random = new Random(20261121);
        foreach (var file in ShippedPolicies.All)
        {
            for (var round = 0; round < 25; round++)
            {
                var lines = file.Text.Split('\n').ToList();
                for (var mistake = random.Next(1, 4); mistake > 0; mistake--)
                {
                    Mangle(lines, random);
                }

                var reading = PolicyReader.Read(file.Name, string.Join('\n', lines));
                Assert.Equal(reading.Policy is null, reading.Errors.Length > 0);
            }
        }
    }

    private static void Mangle(List<string> lines, Random random)
    {
        var at = random.Next(lines.Count);
        var line = lines[at];
        switch (random.Next(4))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, line);
                break;
            case 2 when line.Length > 0:
                lines[at] = line.Remove(random.Next(line.Length), 1);
                break;
            default:
                lines[at] = line.Insert(random.Next(line.Length + 1), "{}[]:,'\"\t*&!%-#x\0"[random.Next(17)].ToString());
                break;
        }
    }
}
