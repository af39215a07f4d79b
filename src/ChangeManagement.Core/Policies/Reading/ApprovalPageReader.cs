namespace ChangeManagement.Policies.Reading;

/// <summary>Reads what a policy says of its approval page; what it leaves out is strict, and counts at once.</summary>
internal static class ApprovalPageReader
{
    private static readonly TimeSpan LongestUndo = TimeSpan.FromMinutes(10);

    public static ApprovalPageRules Read(YamlNode? node)
    {
        var rules = new ApprovalPageRules();
        if (node is null)
        {
            return rules;
        }

        using var map = node.Map("the approval page");
        if (map.Find("code") is { } code)
        {
            var (risk, source) = From(code, "the code");
            rules = rules with { CodeFrom = risk, CodeSource = source };
        }

        if (map.Find("sign-in") is { } signIn)
        {
            var (risk, source) = From(signIn, "the sign-in");
            rules = rules with { SignInFrom = risk, SignInSource = source };
        }

        return map.Find("undo") is { } undo ? Undo(undo, rules) : rules;
    }

    private static (RiskLevel Risk, RuleSource Source) From(YamlNode node, string what)
    {
        using var map = node.Map(what);
        return (map.Need("at-least")?.Word<RiskLevel>("level") ?? default, SourceReader.Read(map));
    }

    private static ApprovalPageRules Undo(YamlNode node, ApprovalPageRules rules)
    {
        using var map = node.Map("the undo");
        var time = map.Need("for")?.Elapsed() ?? default;
        if (time > LongestUndo)
        {
            map.Fail($"an answer may be taken back for {LongestUndo.TotalMinutes:0}m at most: nothing follows from it meanwhile");
        }

        return rules with { Undo = time, UndoSource = SourceReader.Read(map) };
    }
}
