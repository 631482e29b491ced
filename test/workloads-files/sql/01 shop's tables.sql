-- {{ .Values.shop }} is no template, nor is $(SHOP)
CREATE TABLE IF NOT EXISTS notes (
	id int PRIMARY KEY,
  body text DEFAULT '{{ "x" }}' -- it's
);
