using System.Collections.Generic;

namespace GraphGen.Generator.Passes;

/// <summary>The stages that one stage depends on, a bit each: deep networks have many, most of which others imply.</summary>
internal sealed class DependencyRow
{
    private const int Bits = 64;
    private readonly Word[] _words;

    public DependencyRow(int later)
    {
        Later = later;
        _words = new Word[(later + Bits - 1) / Bits];
    }

    public int Later { get; }

    /// <summary>Enters a conflict; several of the same stages agree where all of them do.</summary>
    public void Add(int earlier, bool rowsAgree, bool columnsAgree)
    {
        ref Word word = ref _words[earlier / Bits];
        ulong bit = 1UL << earlier;
        bool isNew = (word.Found & bit) == 0;
        word.Found |= bit;
        word.Rows = Set(word.Rows, bit, rowsAgree && (isNew || (word.Rows & bit) != 0));
        word.Columns = Set(word.Columns, bit, columnsAgree && (isNew || (word.Columns & bit) != 0));
    }

    /// <summary>
    /// The dependencies that are left when those are taken away which two others, by way of a stage between, imply: that ask for at
    /// least as much. If neither of the two needs a barrier, all three stages are cut into the same parts, and along every axis
    /// that is cut the third agrees too.
    /// </summary>
    /// <param name="rows">Those of all stages up to this one.</param>
    public IEnumerable<StageDependency> Needed(IReadOnlyList<DependencyRow> rows)
    {
        ulong[] needed = new ulong[_words.Length];
        for (int i = 0; i < needed.Length; i++)
            needed[i] = _words[i].Found;
        int first = 0;
        for (int between = Later - 1; between >= 0; between--)
        {
            while (first < needed.Length && needed[first] == 0)
                first++;
            // Nothing is left that could lie before it.
            if (first * Bits >= between)
                break;
            ref Word word = ref _words[between / Bits];
            ulong bit = 1UL << between;
            if ((word.Found & bit) != 0)
                TakeAway(needed, first, rows[between]._words, (word.Rows & bit) != 0, (word.Columns & bit) != 0);
        }

        for (int i = 0; i < needed.Length; i++)
        {
            for (int earlier = i * Bits; needed[i] != 0; earlier++, needed[i] >>= 1)
            {
                ulong bit = 1UL << earlier;
                if ((needed[i] & 1) != 0)
                    yield return new StageDependency(earlier, Later, (_words[i].Rows & bit) != 0, (_words[i].Columns & bit) != 0);
            }
        }
    }

    /// <summary>Takes away what the stage between depends on, as far as it asks for as much.</summary>
    private void TakeAway(ulong[] needed, int first, Word[] between, bool rowsAgree, bool columnsAgree)
    {
        for (int i = first; i < between.Length; i++)
        {
            if (needed[i] == 0)
                continue;
            ulong implied = between[i].Found;
            if (rowsAgree)
                implied &= _words[i].Rows | ~between[i].Rows;
            if (columnsAgree)
                implied &= _words[i].Columns | ~between[i].Columns;
            needed[i] &= ~implied;
        }
    }

    private static ulong Set(ulong bits, ulong bit, bool value) => value ? bits | bit : bits & ~bit;

    private struct Word
    {
        /// <summary>Which stages are depended on.</summary>
        public ulong Found;

        /// <summary>Of which the rows agree.</summary>
        public ulong Rows;

        /// <summary>Of which the columns agree.</summary>
        public ulong Columns;
    }
}
