namespace GraphGen.CompilerServices;

/// <summary>Patterns over names: <c>*</c> is any run of characters, <c>?</c> any one, everything else itself.</summary>
internal static class NamePattern
{
    /// <summary>Whether the whole name fits. A later star can absorb whatever an earlier one could, so only the last is reconsidered.</summary>
    public static bool Matches(string pattern, string name)
    {
        int p = 0, n = 0, star = -1, resume = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = n;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]))
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1; // the star takes one character more
                n = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }
}
