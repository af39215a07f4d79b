namespace ChangeManagement.Policies.Reading;

/// <summary>Reads where a rule comes from. A rule without a clause is a decision, and a decision says why.</summary>
internal static class SourceReader
{
    private const string Decision = "decision";

    public static RuleSource Read(YamlMap map)
    {
        var (source, reason) = (map.Text("source"), map.TextOrNull("reason"));
        if (source.StartsWith(Decision, StringComparison.Ordinal))
        {
            if (!source.StartsWith($"{Decision}: ", StringComparison.Ordinal))
            {
                map.Fail($"name the decision: source: \"{Decision}: strictest-union\"");
            }

            if (reason is null)
            {
                map.Fail("a decision needs a 'reason'");
            }
        }

        return new RuleSource(source, reason);
    }
}
