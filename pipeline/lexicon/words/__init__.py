"""Words: engines that cut text, the spans they must respect, sentences, and what makes a word or phrase a key term."""
